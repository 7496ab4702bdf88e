import { availableParallelism } from 'node:os';

/** Maps items with an asynchronous function, as many at a time as there are cores. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
