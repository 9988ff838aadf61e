import { aboutTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { About } from './about.tsx';
import './about.css';

mount<'about'>(About, aboutTexts.windowTitle);
