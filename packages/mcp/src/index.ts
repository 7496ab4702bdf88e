/**
 * An MCP server for Threads.
 *
 * @module mcp
 */
export type { AuditEntry } from './audit.ts';
export { createMcpHandler, type McpHandlerOptions } from './handler.ts';
export type { McpFiles, McpOptions } from './options.ts';
export type { McpScheduledPost, McpScheduler } from './scheduler.ts';
export { createMcpServer, type McpTransport, serveStdio, type ThreadsMcpServer } from './server.ts';
export { skill } from './skill.ts';
export { type ToolName, toolNames } from './tool-names.ts';
