/**
 * Waits for something that may never come, but no longer than so many milliseconds.
 *
 * @throws {unknown} what `late` gives, if it took longer
 */
export async function inTime<Result>(
  wanted: Promise<Result>,
  milliseconds: number,
  late: () => unknown,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), milliseconds);
    void wanted.then(resolve, reject).then(() => clearTimeout(timer));
  });
}
