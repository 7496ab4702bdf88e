export { findChromium, launchChromium } from './chromium.ts';
export { saveScreenshot } from './save-screenshot.ts';
export { chromiumForTests, type OpenTab, useBrowser } from './use-browser.ts';
