/**
 * A moment in the person's own time zone, short and in the order of time: `2026-11-16 18:00`.
 *
 * @param moment as the API tells it, or in epoch milliseconds. What is no moment stays as it is
 */
export function shortTime(moment: string | number | undefined): string {
  if (moment === undefined) return '';
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
