/** How figures are written in French. */

/** `14/03/2028`, from milliseconds since 1970. */
export function writtenDay(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${String(date.getFullYear())}`;
}

/** `0,2`: seconds with one decimal, from milliseconds. */
export function writtenSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1).replace('.', ',');
}

/** `3 personnes`, `1 personne`, `0 personne`; the number is never at the end of a line. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${String(count)}\u00a0${count > 1 ? plural : singular}`;
}

const SPANS: readonly (readonly [milliseconds: number, singular: string])[] = [
  [86_400_000, 'jour'],
  [3_600_000, 'heure'],
  [60_000, 'minute'],
  [1_000, 'seconde'],
];

/** `1 jour`, `3 heures`: a length of time in its largest whole unit. */
export function writtenSpan(milliseconds: number): string {
  const [unit, word] = SPANS.find(([each]) => milliseconds >= each) ?? [1_000, 'seconde'];
  return counted(Math.round(milliseconds / unit), word);
}

/** `1 min 40`, `40 s`: what is left of a wait. */
export function writtenCountdown(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${String(seconds)}\u00a0s`;
  return `${String(minutes)}\u00a0min\u00a0${String(seconds % 60).padStart(2, '0')}`;
}
