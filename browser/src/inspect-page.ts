import type { Page } from 'playwright-core';

/** Texts that are harder to read than WCAG AA allows (4.5 to 1), with their contrast. */
export async function lowContrastTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const channels = (color: string): readonly number[] => color.match(/[\d.]+/g)?.map(Number) ?? [];
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const backgroundOf = (element: Element): string => {
      for (let current: Element | null = element; current !== null; current = current.parentElement) {
        const color = getComputedStyle(current).backgroundColor;
        if ((channels(color)[3] ?? 1) > 0) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    const faults: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? '')
        .join('');
      if (text === '' || !element.checkVisibility()) continue;
      const [dark = 0, bright = 0] = [getComputedStyle(element).color, backgroundOf(element)]
        .map(luminance)
        .toSorted((left, right) => left - right);
      const contrast = (bright + 0.05) / (dark + 0.05);
      if (contrast < 4.5) faults.push(`${text.slice(0, 40)} (${contrast.toFixed(2)})`);
    }
    return faults;
  });
}

/** Whether the page has to be scrolled sideways. */
export async function overflowsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
