import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { noFrench } from './scripts/lint/french.mjs';
import { listeners } from './scripts/lint/listeners.mjs';

/**
 * Larger than the rule lets a function be, each for a reason; nothing is added here without one. The first two put the
 * program's parts together, in an order; a window's root component is mostly what it draws; the last is a table.
 */
const LARGER_FUNCTIONS = [
  'src/main/program/program.ts',
  'src/main/start/app.ts',
  'src/renderer/{assistant/assistant,launcher/launcher,pin/pin,visit/visit,visit/find-bar}.tsx',
  'src/native/pcsc/winscard.ts',
];
/**
 * French that is no text of ours for a user: texts and failures themselves, the page table (names of the site's pages),
 * what the site and the readers say of themselves, what a redactor looks for, keyboards and character sets.
 */
const FRENCH = [
  'src/domain/texts/**',
  'src/domain/failures/**',
  'src/domain/site/pages.ts',
  'src/domain/site/{answers,ecps-answers}.ts',
  'src/domain/readers/reader-table.ts',
  'src/domain/redaction/**',
  'src/domain/identity/datamatrix.ts',
  'src/domain/practitioner/cpx.ts',
  'src/native/vitale/card-text.ts',
];
/** Comments and blank lines cost a reader nothing, so they are not counted. */
const counted = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

/** The typed, validated wrappers: the only doors to Electron's message passing. */
const PRELOAD_WRAPPERS = ['src/preload/_wrapper.ts', 'src/preload/_site-wrapper.ts'];
const IPC_WRAPPERS = ['src/main/windows/ipc.ts', ...PRELOAD_WRAPPERS];

const SYNC_FS = {
  regex: '^(node:)?fs$',
  importNamePattern: 'Sync$',
  message: 'Synchronous file access freezes every window: use node:fs/promises.',
};
const DEFAULT_FS = {
  regex: '^(node:)?fs$',
  importNames: ['default'],
  message: 'Import what you need by name, so that synchronous calls are seen.',
};
/** What starts or opens something whose errors come later: each kind has one place, which listens to them for good. */
const BARE_CHILD = {
  regex: '^(node:)?(child_process|cluster|worker_threads)$',
  allowTypeImports: true,
  message: 'An error that nobody listens to would end the program: src/system/child.ts.',
};
const BARE_SOCKET = {
  regex: '^(node:)?(dgram|http|http2|https|inspector|net|readline|tls|zlib)$',
  importNamePattern: '^(?!isIP|rootCertificates$)',
  allowTypeImports: true,
  message: 'An error that nobody listens to would end the program: src/system/sockets.ts.',
};
const BARE_STREAM = {
  regex: '^(node:)?fs$',
  importNamePattern: '^(createReadStream|createWriteStream|watch|watchFile)$',
  message: 'An error that nobody listens to would end the program: src/system/sockets.ts.',
};
const BARE = [BARE_CHILD, BARE_SOCKET, BARE_STREAM];
const BARE_REQUEST = {
  regex: '^electron(/.*)?$',
  importNamePattern: '^(net|utilityProcess|MessageChannelMain)$',
  message: 'An error that nobody listens to would end the program: quiet-request.ts, utility-process.ts.',
};
const NO_ELECTRON = {
  regex: '^electron(/.*)?$',
  message: 'Electron belongs to src/main and src/preload.',
};
const NO_RAW_IPC = {
  regex: '^electron(/.*)?$',
  importNames: ['ipcMain', 'ipcRenderer'],
  message:
    'Messages go through src/main/windows/ipc.ts and the wrappers of src/preload, which main validates.',
};
const NO_NODE = {
  regex: '^node:',
  message: 'The rules of src/domain and the pages know nothing of Node.',
};

/** @param {...object} patterns */
const restrict = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

/** `fs.readFileSync(…)` after `import * as fs`. */
const SYNC_FS_CALL = {
  selector: "CallExpression[callee.object.name='fs'][callee.property.name=/Sync$/]",
  message: SYNC_FS.message,
};
/** `session.fetch`, `net.fetch`: a proxy's 407 makes them throw where nobody listens, and main ends (quiet-request.ts). */
const ENGINE_FETCH = {
  selector:
    "CallExpression[callee.type='MemberExpression'][callee.property.type='Identifier'][callee.property.name='fetch']",
  message: 'A proxy that wants a password would end the program: use askQuietly.',
};
const RAW_IPC_CALL = {
  selector: "MemberExpression[object.name='electron'][property.name=/^ipc(Main|Renderer)$/]",
  message: NO_RAW_IPC.message,
};

const HOUSE = { rules: { french: noFrench, listeners } };

/** What can be said of one file by itself; the rules that need types are oxlint's (.oxlintrc.json): ten times faster. */
export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      'coverage/',
      '.cache/',
      'tour-output/',
      'bench-output/',
      'faults-output/',
      'soak-output/',
      'test-results/',
      'playwright-report/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // French texts hold no-break spaces.
      'no-irregular-whitespace': [
        'error',
        { skipStrings: true, skipTemplates: true, skipJSXText: true, skipRegExps: true },
      ],
      eqeqeq: ['error', 'always'],
      'no-undef': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', SYNC_FS_CALL, RAW_IPC_CALL, ENGINE_FETCH],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'max-lines': counted(400), 'max-lines-per-function': counted(60) },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: FRENCH,
    plugins: { house: HOUSE },
    rules: { 'house/french': 'error' },
  },
  {
    files: ['src/{main,system}/**/*.ts'],
    plugins: { house: HOUSE },
    rules: { 'house/listeners': 'error' },
  },
  // Where the two forms themselves are made.
  { files: ['src/system/{guarded,print}.ts'], rules: { 'house/listeners': 'off' } },
  { files: LARGER_FUNCTIONS, rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/domain/**/*.ts'], rules: restrict(NO_ELECTRON, NO_NODE) },
  { files: ['src/borders/**/*.ts'], rules: restrict(NO_ELECTRON, NO_NODE) },
  { files: ['src/{system,native}/**/*.ts'], rules: restrict(NO_ELECTRON, SYNC_FS, DEFAULT_FS, ...BARE) },
  { files: ['src/main/**/*.ts'], rules: restrict(NO_RAW_IPC, BARE_REQUEST, SYNC_FS, DEFAULT_FS, ...BARE) },
  { files: ['src/preload/**/*.ts'], rules: restrict(NO_RAW_IPC, NO_NODE) },
  { files: ['src/renderer/**/*.{ts,tsx}'], rules: restrict(NO_ELECTRON, NO_NODE) },
  { files: ['src/main/windows/ipc.ts'], rules: restrict(SYNC_FS, DEFAULT_FS, ...BARE) },
  // The places for each kind.
  { files: ['src/system/{child,sockets}.ts'], rules: restrict(NO_ELECTRON, SYNC_FS, DEFAULT_FS) },
  {
    files: [
      'src/main/{diagnosis/network,journal/remote-syslog,processes/utility-process,settings/policy-watch,site/quiet-request}.ts',
    ],
    rules: restrict(NO_RAW_IPC, SYNC_FS, DEFAULT_FS),
  },
  { files: PRELOAD_WRAPPERS, rules: restrict(NO_NODE) },
  { files: IPC_WRAPPERS, rules: { 'no-restricted-syntax': ['error', SYNC_FS_CALL] } },
  {
    files: ['src/renderer/**/*.{ts,tsx}', 'test/lab/demo/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      // A test states what is there; when it is not, the test fails, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
