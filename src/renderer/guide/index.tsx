import { guideTexts } from '../../domain/texts/fr/guide.ts';
import { mount } from '../shared/mount.tsx';
import { Guide } from './guide.tsx';
import './guide.css';

mount<'guide'>(Guide, guideTexts.windowTitle);
