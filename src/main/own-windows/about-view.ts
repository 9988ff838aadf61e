/** The minimum, when this engine is older; null when it is not, or when either is not known. */
export function engineBelow(chromium: string, minimum: number | null): number | null {
  const major = Number.parseInt(chromium, 10);
  return minimum !== null && major < minimum ? minimum : null;
}

/** The words of a page of ours, a block a line. It is shown as text: nothing of it is ever interpreted. */
export function textOf(page: string): string {
  return page
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<\/(?:h\d|p|section)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
