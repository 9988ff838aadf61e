import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mountFitted } from '../shared/mount.tsx';
import { Confirm } from './confirm.tsx';
import './confirm.css';

mountFitted<'confirm'>(Confirm, interfaceTexts.confirm.title);
