import { exposeBridge } from './_wrapper.ts';

exposeBridge('diagnosis');
