'use strict';
/**
 * Loaded into a program's main process before the program itself (`electron -r`): a processor profile of its first
 * seconds, written to the file that DMP_DIRECT_PROFILE names. Nothing of it is in the product.
 */
const fs = require('node:fs');
const inspector = require('node:inspector');

const SAMPLE_US = 200;
const SECONDS = 4;

const session = new inspector.Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
session.post('Profiler.start');
setTimeout(() => {
  session.post('Profiler.stop', (error, { profile }) => {
    const file = process.env.DMP_DIRECT_PROFILE;
    // Whole or not at all: it is waited for.
    fs.writeFileSync(`${file}.part`, JSON.stringify({ profile, processor: process.cpuUsage() }));
    fs.renameSync(`${file}.part`, file);
    session.disconnect();
  });
}, SECONDS * 1_000);
