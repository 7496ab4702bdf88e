/** The forms with which a person writes. Each has a number, by which it is known where a button of it is pressed twice. */
export interface ShownForms {
  /** How many were shown. */
  count: number;
  /** What the last one asked for, its number included. */
  last: string | undefined;
}

export function createShownForms(): ShownForms {
  return { count: 0, last: undefined };
}

/** Counts from the beginning again. */
export function clearShownForms(forms: ShownForms): void {
  Object.assign(forms, createShownForms());
}
