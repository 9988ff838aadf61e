// A bare Electron that starts the ssv process as main does, sends it the requests of SSV_PROBE one by one and says
// on stdout what came back: a message, or the exit code of a process that died.
const { rename } = require('node:fs/promises');
const { app, utilityProcess } = require('electron');

const { bundle, rounds, scenario } = JSON.parse(process.env.SSV_PROBE);

function ask(child, message) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.once('exit', (code) => resolve({ type: 'exit', died: code !== 0 }));
    child.postMessage(message);
  });
}

void app.whenReady().then(async () => {
  const seen = [];
  for (const [index, { file, request }] of rounds.entries()) {
    await rename(file, scenario);
    const child = utilityProcess.fork(bundle, ['--role=ssv']);
    seen.push(await ask(child, { type: 'request', id: index, ...request }));
    child.kill();
  }
  console.log(`PROBE ${JSON.stringify(seen)}`);
  app.exit(0);
});
