/** Whether an address is one of plain http on this machine: where an emulator is. */
export function isLocalHttp(url: string): boolean {
  return /^http:\/\/(([\w-]+\.)*localhost|127\.[\d.]+|\[::1])(:\d+)?([/?#]|$)/i.test(url);
}
