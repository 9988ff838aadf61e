/**
 * ESLint rule of the house: French words for users live in the texts and the catalogue of failures. A literal counts as
 * French when it is a sentence or a phrase: letters with French accents, an elision (l’, qu’), French quotation marks, a
 * no-break space, or two of the small words that no English or technical text has.
 */

const SIGNS =
  /[àâçèéêëîïôùûüœÀÂÇÈÉÊËÎÏÔÙÛÜŒ«»]|(?<!\p{L})(?:[cdjlmnst]|(?:jus|lors|puis)?qu)’\p{L}|[\u00a0\u202f]/iu;
const SMALL_WORDS =
  /(?<![\p{L}\p{N}'’_-])(?:le|la|les|des|du|une|un|et|ou|est|sont|pas|pour|sur|dans|avec|votre|vos|cette|ce|qui|que|ne|se|aux|au|par|sans|vous)(?![\p{L}\p{N}'’_-])/giu;
const FEWEST_SMALL_WORDS = 2;

/** @param {string} text */
export function isFrench(text) {
  if (!/\p{L}{2}/u.test(text)) return false;
  return SIGNS.test(text) || (text.match(SMALL_WORDS) ?? []).length >= FEWEST_SMALL_WORDS;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noFrench = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { french: 'French words for users live in src/domain/texts/fr and src/domain/failures.' },
  },
  create(context) {
    /** @param {import('eslint').Rule.Node} node @param {string} text */
    const look = (node, text) => {
      if (isFrench(text)) context.report({ node, messageId: 'french' });
    };
    return {
      Literal(node) {
        if (typeof node.value === 'string') look(node, node.value);
      },
      TemplateLiteral(node) {
        if (node.parent.type === 'TaggedTemplateExpression') return;
        look(node, node.quasis.map(({ value }) => value.cooked ?? value.raw).join(' … '));
      },
      JSXText(/** @type {import('eslint').Rule.Node} */ node) {
        look(node, context.sourceCode.getText(node));
      },
    };
  },
};
