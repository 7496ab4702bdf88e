import { onTestFinished } from 'vitest';

/** What is written to `console.error` until the test ends. */
export function catchReports(): unknown[] {
  const reported: unknown[] = [];
  const { error } = console;
  console.error = (...parts: unknown[]) => void reported.push(parts);
  onTestFinished(() => {
    console.error = error;
  });
  return reported;
}
