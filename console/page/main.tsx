import { render } from 'preact';
import './style/base.css';
import './style/shell.css';
import './style/floor.css';
import './style/conversations.css';
import './style/traffic.css';
import './style/rooms.css';
import './style/presentation.css';
import { Page } from './shell/page.tsx';

render(<Page />, document.getElementById('page')!);
