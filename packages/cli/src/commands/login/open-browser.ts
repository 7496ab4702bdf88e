import type { Context } from '../../context.ts';

/** Opens an address in the browser of the person. Where that fails, they open it themselves: it is printed. */
export async function openBrowser({ messages }: Context, url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    await open(url);
  } catch (error) {
    const { code, message } = Object(error);
    messages.write(`No browser could be opened (${code ?? message}): open the address yourself.\n`);
  }
}
