import './app.css';
import './components';
import './app';
