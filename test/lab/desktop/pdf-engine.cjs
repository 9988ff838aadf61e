/**
 * Handed to the runtime of the tests by `-r`: PDFs are drawn in frames of the document's own contents, as the product's
 * engine does (Electron 41 and later), and not in contents of their own, which told nobody of a key. The program takes
 * that switch away from its command line, as it must, and says itself what it wants; here one more is added to that.
 */
const { app } = require('electron');

const { commandLine } = app;
const append = commandLine.appendSwitch;
commandLine.appendSwitch = (name, value) => {
  append.call(commandLine, name, name === 'enable-features' ? `${value},PdfOopif` : value);
};
