import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { Pin } from './pin.tsx';
import './pin.css';

mount<'pin'>(Pin, interfaceTexts.pin.title);
