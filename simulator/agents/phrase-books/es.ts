import type { PhraseBook } from './phrase-book.ts';

export const spanish: PhraseBook = {
  greetings: [
    'Hola, soy {agent}. ¿En qué puedo ayudarle?',
    'Buenos días, le atiende {agent}. ¿Qué puedo hacer por usted?',
    'Le damos la bienvenida. Soy {agent}. ¿Cuál es su consulta?',
    'Hola, mi nombre es {agent}. ¿Cómo puedo ayudarle hoy?',
  ],
  farewells: [
    'Gracias por su mensaje. ¡Hasta luego!',
    'Gracias por escribirnos. ¡Que tenga un buen día!',
    'Me alegro de haberle ayudado. ¡Hasta pronto!',
    'Gracias por su paciencia. ¡Adiós!',
  ],
  topics: [
    {
      words: ['factura', 'pago', 'pagar', 'pague', 'cobro', 'cobrado', 'recibo', 'reembols'],
      answers: [
        'He encontrado la factura {number}. Es de {amount} euros y vence dentro de {days} días.',
        'Hemos recibido su pago de {amount} euros de la factura {number}. Está todo pagado.',
        'Gracias. Le envío una copia de la factura {number} por correo electrónico.',
        'Tiene usted razón con la factura {number}. Le devolvemos {amount} euros en un plazo de {days} días laborables.',
        'Nuestro departamento de contabilidad revisa la factura {number}. {name} le escribirá antes del {day}.',
      ],
    },
    {
      words: ['cita', 'tecnico', 'visita', 'reparacion', 'reparar', 'instalacion', 'aplazar'],
      answers: [
        'Puedo ofrecerle una cita el {day} a las {time}. ¿Le viene bien?',
        'Su cita es el {day} a las {time}. Le visitará {name}.',
        'He cambiado su cita al {day} a las {time}. Recibirá una confirmación por correo electrónico.',
        'La próxima cita libre es el {day} a las {time}. ¿Quiere que la reserve?',
        'El {day} a las {time} irá {name}, de nuestro servicio técnico, y le llamará media hora antes.',
      ],
    },
    {
      words: ['entrega', 'envio', 'enviado', 'paquete', 'reparto', 'repartidor', 'llega', 'seguimiento'],
      answers: [
        'Su envío {number} está en camino. Llegará el {day} hacia las {time}.',
        'Siento el retraso. El envío {number} llegará en un plazo de {days} días laborables.',
        'El repartidor no encontró a nadie. Volverá el {day} hacia las {time}.',
        'Su envío {number} está en casa de {name}, en su mismo edificio.',
        'He cambiado la entrega del envío {number} al {day}. Recibirá un mensaje con la nueva hora.',
      ],
    },
    {
      words: ['pedido', 'compra', 'compre', 'encargo', 'cancelar', 'devolucion', 'devolver', 'cambiar'],
      answers: [
        'He encontrado el pedido {number}. Sale de nuestro almacén el {day}.',
        'Estamos preparando el pedido {number}. Lo recibirá en un plazo de {days} días laborables.',
        'Gracias. He anotado el cambio del pedido {number}. Se ocupa {name}.',
        'Un artículo del pedido {number} está agotado. Lo esperamos para el {day}.',
        'Puede devolver el pedido {number} en un plazo de 30 días. Le envío la etiqueta por correo electrónico.',
      ],
    },
    {
      words: ['gracias'],
      answers: [
        'De nada. ¿Puedo hacer algo más por usted?',
        'Con mucho gusto. ¿Tiene otra pregunta?',
        'No hay de qué. ¿Puedo ayudarle con algo más?',
      ],
    },
    {
      words: ['hola', 'buenos dias', 'buenas tardes', 'buenas noches'],
      answers: [
        '¡Hola! ¿Se trata de un pedido, una entrega, una factura o una cita?',
        'Gracias por escribir. ¿Cuál es su consulta?',
        '¡Hola! Por favor, cuénteme qué ha pasado.',
      ],
    },
  ],
  general: [
    'Entiendo. ¿Puede darme su número de pedido, por favor?',
    'Gracias por avisarnos. Lo estoy mirando.',
    'Entiendo. {name} sabe más sobre esto, y se lo pregunto ahora mismo.',
    'Voy a comprobarlo. Será solo un momento.',
    'Lo he anotado. Su caso tiene el número {number}.',
    'Gracias. ¿Se trata de un pedido, una entrega, una factura o una cita?',
  ],
  rejectsNextFile: 'No aceptaré el próximo archivo que envíe.',
  cannotSendFile: 'Aquí no puedo enviarle ningún archivo.',
  sampleQuestion: '¿Dónde está mi pedido 4711?',
  names: [
    'Ana García',
    'Luis Romero',
    'Carmen Ortega',
    'Javier Molina',
    'Elena Navarro',
    'Pablo Medina',
    'Marta Serrano',
    'Diego Campos',
  ],
  days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
  decimalSeparator: ',',
};
