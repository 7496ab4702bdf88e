let current = '';

/** The base URL of the client of orval, which asks for it with every call. */
export function baseUrl(): string {
  return current;
}

export function setBaseUrl(url: string): void {
  current = url;
}
