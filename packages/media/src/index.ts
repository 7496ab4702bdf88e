export { checkMedia } from './check-media.ts';
export type { MediaFault, MediaFaultCode, MediaWarning, MediaWarningCode } from './media-fault.ts';
export type { CheckMediaOptions } from './media-options.ts';
export type { MediaAudio, MediaReport } from './media-report.ts';
