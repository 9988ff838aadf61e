import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { Confirm } from './confirm.tsx';
import './confirm.css';

mount<'confirm'>(Confirm, interfaceTexts.confirm.title);
