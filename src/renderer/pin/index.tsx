import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mountFitted } from '../shared/mount.tsx';
import { Pin } from './pin.tsx';
import '../shared/secret.css';
import './pin.css';

mountFitted<'pin'>(Pin, interfaceTexts.pin.title);
