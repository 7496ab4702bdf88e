/** Asks what happens next: one of the options, or nothing. */
export type Choose<Option> = (options: readonly Option[]) => Option | undefined;

/**
 * Runs a program once for every schedule: every way to let something happen at its choice points, as long as `isAllowed`
 * admits it together with what has happened before. Programs must be deterministic.
 *
 * @returns how many schedules there were, by how many things happened in them
 */
export async function everySchedule<Option>(
  isAllowed: (happened: readonly Option[]) => boolean,
  program: (choose: Choose<Option>, describe: () => string) => Promise<void>,
): Promise<readonly number[]> {
  const counts: number[] = [];
  // What happens at which choice point; nothing at all others.
  const open: (readonly { readonly at: number; readonly option: Option }[])[] = [[]];
  for (let schedule = open.pop(); schedule; schedule = open.pop()) {
    const planned = schedule;
    const next = (planned.at(-1)?.at ?? -1) + 1;
    const happened = planned.map(({ option }) => option);
    let at = 0;
    const choose: Choose<Option> = (options) => {
      const here = at;
      at += 1;
      const chosen = planned.find((each) => each.at === here);
      if (chosen || here < next) return chosen?.option;
      for (const option of options) {
        if (isAllowed([...happened, option])) open.push([...planned, { at: here, option }]);
      }
      return undefined;
    };
    await program(choose, () => planned.map((each) => `${each.at}: ${String(each.option)}`).join(', '));
    counts[planned.length] = (counts[planned.length] ?? 0) + 1;
  }
  return counts;
}
