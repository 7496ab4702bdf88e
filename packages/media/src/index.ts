export { checkMedia, type CheckMediaOptions } from './check-media.ts';
export type {
  MediaAudio,
  MediaIssue,
  MediaIssueCode,
  MediaReport,
  MediaWarning,
  MediaWarningCode,
} from './media-report.ts';
export { mendCommand } from './mend-command.ts';
