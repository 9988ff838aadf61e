import { settingsTexts } from '../../domain/texts/fr/index.ts';
import { mount } from '../shared/mount.tsx';
import { SettingsWindow } from './settings.tsx';
import './settings.css';

mount<'settings'>(SettingsWindow, settingsTexts.windowTitle);
