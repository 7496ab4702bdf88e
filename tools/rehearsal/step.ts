/** Does a part of the rehearsal and prints how long it took; a failure ends the rehearsal. */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
  describe: (result: Result) => string = () => '',
): Promise<Result> {
  const start = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const detail = describe(result);
    console.log(`ok    ${name}${detail && `: ${detail}`} (${seconds} s)`);
    return result;
  } catch (error) {
    console.error(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
