import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { rehearse } from './rehearse.tsx';
import { Visit } from './visit.tsx';
import './visit.css';

mount<'visit'>(Visit, interfaceTexts.visit.title, rehearse());
