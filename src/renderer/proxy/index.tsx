import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { mountFitted } from '../shared/mount.tsx';
import { Proxy } from './proxy.tsx';
import '../shared/secret.css';
import './proxy.css';

mountFitted<'proxy'>(Proxy, interfaceTexts.proxy.title);
