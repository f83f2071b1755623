// The interface description as a page, with Swagger UI from our own build: no outside host is asked for anything.
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';

SwaggerUI({ url: '/openapi.json', dom_id: '#interface', deepLinking: true, validatorUrl: null });
