/** HTML as values: everything that is put in is escaped, except what is already HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlPart = Html | string | number | null | readonly Html[];

/** Tagged template: ``html`<p>${anything}</p>` ``. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const texts = strings.map((text, index) => (index === 0 ? '' : render(parts[index - 1] ?? null)) + text);
  return new Html(texts.join(''));
}

function render(part: HtmlPart): string {
  if (part === null) {
    return '';
  }
  if (part instanceof Html) {
    return part.text;
  }
  if (typeof part === 'object') {
    return part.map((item) => item.text).join('');
  }
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
