import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mountFitted } from '../shared/mount.tsx';
import { Launcher } from './launcher.tsx';
import './launcher.css';

mountFitted<'launcher'>(Launcher, interfaceTexts.launcher.title);
