/**
 * Ends a check: prints what is wrong and how to put it right, and sets the exit code.
 *
 * @param subject what was checked, as the beginning of a sentence
 * @param faults one line each; none means that all is well
 * @param remedy what to do about them
 */
export function report(subject: string, faults: readonly string[], remedy: string): void {
  if (faults.length === 0) {
    console.log(`${subject}: in order.`);
    return;
  }
  console.error(`${subject}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`);
  for (const fault of faults) console.error(`  - ${fault}`);
  console.error(`  ${remedy}`);
  process.exitCode = 1;
}
