/**
 * Handed to the runtime of the tests by `-r`: PDFs are drawn in frames of the document's own contents, as the product's
 * engine does (Electron 41 and later), and not in contents of their own, which told nobody of a key. The program takes
 * that switch away from its command line, as it must; here it is put back.
 */
const { app } = require('electron');

const { commandLine } = app;
const remove = commandLine.removeSwitch;
commandLine.removeSwitch = (name) => {
  remove.call(commandLine, name);
  if (name === 'enable-features') commandLine.appendSwitch(name, 'PdfOopif');
};
