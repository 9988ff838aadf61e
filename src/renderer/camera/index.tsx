import { cameraTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { Camera } from './camera.tsx';
import './camera.css';

mount<'camera'>(Camera, cameraTexts.windowTitle);
