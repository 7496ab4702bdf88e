const iso8601 = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(?:(Z)|([+-]\d{2}):?(\d{2}))?$/;

/**
 * Reads an ISO 8601 date and time: `Z`, an offset, or no offset, which means UTC here; fractions of any length, of which
 * milliseconds are kept. Returns an invalid Date for anything else, days that do not exist among it.
 */
export function parseDate(text: string): Date {
  const [, day = '', time = '', fraction = '', , hours = '+00', minutes = '00'] = iso8601.exec(text) ?? [];
  // JavaScript rolls February 30 over to March 1. JSON writes no date as null.
  const midnight = JSON.stringify(new Date(`${day}T00:00:00Z`));
  if (!midnight.startsWith(`"${day}`)) return new Date(Number.NaN);
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return new Date(`${day}T${time}.${milliseconds}${hours}:${minutes}`);
}
