/**
 * Loaded before a snippet (`node --import`): sends what goes to Meta's hosts to the local Threads API instead, so that
 * the code on the page runs unchanged.
 */
const emulatorUrl = process.env['EMULATOR_URL'];
if (!emulatorUrl) throw new Error('EMULATOR_URL is not set');

const hostsOfMeta = new Set(['graph.threads.com', 'graph.threads.net', 'threads.com', 'threads.net']);
const send = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (!hostsOfMeta.has(url.hostname)) return send(request);
  return send(new Request(new URL(url.pathname + url.search, emulatorUrl), request));
};
