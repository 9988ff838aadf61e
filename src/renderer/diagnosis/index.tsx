import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { DiagnosisWindow } from './diagnosis.tsx';
import './diagnosis.css';

mount<'diagnosis'>(DiagnosisWindow, diagnosisTexts.windowTitle);
