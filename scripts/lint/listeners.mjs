/**
 * ESLint rule of the house: no error of a listener of ours ends the program. Whoever speaks (the engine, the system, a
 * process, a stream) is listened to by `hear`, and what is handed to the engine to be called is `guarded`, with what is
 * answered in its place (src/system/guarded.ts). A rule on the form alone: types would tell more, and be asked too late.
 */

const LISTENING = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'addEventListener',
]);

/** Our own, which call their listeners from within a listener that is guarded. */
const OWN_SPEAKERS = new Set(['inspector', 'moments']);

/** The engine's ways of asking us something. */
const ASKING = new Set([
  'onBeforeRequest',
  'onBeforeSendHeaders',
  'onHeadersReceived',
  'onBeforeRedirect',
  'onResponseStarted',
  'onCompleted',
  'onErrorOccurred',
  'setCertificateVerifyProc',
  'setClientCertRequestPasswordHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'setPermissionCheckHandler',
  'setPermissionRequestHandler',
  'setWindowOpenHandler',
]);

/** @typedef {Exclude<Parameters<import('eslint').SourceCode['getText']>[0], undefined | import('eslint').AST.Token>} Node */

/**
 * @param {Node} node
 * @returns {string}
 */
const nameOf = (node) =>
  node.type === 'MemberExpression'
    ? nameOf(node.property)
    : node.type === 'Identifier' || node.type === 'PrivateIdentifier'
      ? node.name
      : '';

/** @param {Node} node @param {string} name */
const isCallOf = (node, name) =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name;

/** Nothing, or an answer that is written down. @param {Node} node */
const cannotFail = (node) =>
  node.type === 'Literal' ||
  (node.type === 'ArrowFunctionExpression' &&
    (node.body.type === 'Literal' || (node.body.type === 'Identifier' && node.body.name === 'undefined')));

/** @type {import('eslint').Rule.RuleModule} */
export const listeners = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      hear: 'An error of this listener would end the program: hear(…).{{name}}(…) or onAbort, src/system/guarded.ts.',
      guarded: 'An error in this answer would end the program, or hang what is asked: guarded(…, instead).',
      print: 'Whoever reads this may have gone: print(…), src/system/print.ts.',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== 'MemberExpression') return;
        const name = nameOf(callee.property);
        const speaker = callee.object;
        if (LISTENING.has(name) && node.arguments.length > 1)
          if (!isCallOf(speaker, 'hear') && !OWN_SPEAKERS.has(nameOf(speaker)))
            context.report({ node, messageId: 'hear', data: { name } });
        const answer = node.arguments.at(-1);
        // `ipc.handle` hands an error back to the page that asked.
        const asks = ASKING.has(name) || (name === 'handle' && nameOf(speaker) === 'protocol');
        if (asks && answer !== undefined && !isCallOf(answer, 'guarded') && !cannotFail(answer))
          context.report({ node, messageId: 'guarded' });
        if (name === 'write' && /^std(out|err)$/.test(nameOf(speaker)) && speaker.type === 'MemberExpression')
          if (nameOf(speaker.object) === 'process') context.report({ node, messageId: 'print' });
      },
    };
  },
};
