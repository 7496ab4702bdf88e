/** The variables that hold secrets. */
export const secretVariables: readonly string[] = [
  'THREADS_ACCESS_TOKEN',
  'THREADS_API_SECRET',
  'THREADS_SEALING_KEY',
  'THREADS_S3_SECRET_ACCESS_KEY',
  'THREADS_S3_SESSION_TOKEN',
  'THREADS_MCP_TOKEN',
];
