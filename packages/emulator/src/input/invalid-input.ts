/** Input that a caller of the emulator's own functions got wrong; the message names every fault. */
export class InvalidInput extends TypeError {
  override readonly name = 'TypeError';
  readonly issues: readonly string[];

  constructor(subject: string, issues: readonly string[]) {
    super(`${subject}: ${issues.join('; ')}.`);
    this.issues = issues;
  }
}
