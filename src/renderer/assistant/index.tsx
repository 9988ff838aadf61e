import { assistantTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { Assistant } from './assistant.tsx';
import './assistant.css';

mount<'assistant'>(Assistant, assistantTexts.windowTitle);
