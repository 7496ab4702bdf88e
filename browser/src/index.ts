export { accessibilityFaults } from './accessibility-faults.ts';
export { findChromium, launchChromium } from './chromium.ts';
export { lowContrastTexts, overflowsSideways } from './inspect-page.ts';
export { saveScreenshot } from './save-screenshot.ts';
export { chromiumForTests, type OpenTab, useBrowser } from './use-browser.ts';
