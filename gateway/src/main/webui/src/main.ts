import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { language } from './lib/messages';

document.documentElement.lang = language;
mount(App, { target: document.getElementById('app')! });

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined));
}
