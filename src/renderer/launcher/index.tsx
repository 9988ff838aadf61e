import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { Launcher } from './launcher.tsx';
import './launcher.css';

mount<'launcher'>(Launcher, interfaceTexts.launcher.title);
