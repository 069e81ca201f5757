import type { Lexicon } from './concepts.ts';

export const ES: Lexicon = {
  agent: `triaje_automatico clasificacion_automatica asistente_que_lea informe_automatico informe_generado resumen_automatico cualquier_sistema
    cualquier_software cualquier_ia sistema_automatico sistemas_automaticos cualquier_modelo modelo_de_lenguaje modelos_de_lenguaje asistente_de_ia
    asistente_ia asistentes_de_ia agente_de_ia agentes_de_ia modelo_de_ia modelos_de_ia chatbot* sistema_de_ia sistemas_de_ia herramienta_de_ia
    herramientas_de_ia asistente_virtual asistente_de_lectura asistente_de_informes lector_automatico lectores_automaticos ia_generativa asistente_automatico
    asistente_digital software_de_ia motor_de_ia asistente_de_radiologia asistente_de_inteligencia resumido_por_una_máquina por_una_máquina hechos_por_máquina
    una_máquina_resume programa_de_triaje programa_que_procese modelo_que_lea modelos_que_lean ia_de_triaje asistente_que creado_automáticamente
    generado_automáticamente de_forma_automática texto_generado resumen_automático lectores_automáticos triaje_automático salida_estructurada un_chatbot
    quien_o_a_lo_que lo_que_lea redactor_automático generador_de_texto generador_de_informes copiloto modelo_que máquina_que herramienta_de_redacción`,
  machine: `ia asistente asistentes algoritmo algoritmos modelo modelos automatic* automatizad* inteligencia_artificial robot agente`,
  human: `paciente pacientes radiologo radiologos medico medicos clinico clinicos usuario usuarios enfermer* tecnico personal colega equipo facultativo lector`,
  override: `ignora ignore ignoren ignorar olvida olvide olviden olvidar descarta descarte descarten omite_las desobedec* anula anule anular elude evade
    haz_caso_omiso haga_caso_omiso hacer_caso_omiso no_hagas_caso no_haga_caso no_sigas no_siga pasa_por_alto pase_por_alto no_tengas_en_cuenta
    no_tenga_en_cuenta no_tener_en_cuenta desatiende desestima desestime prescinde sustituye sobrescrib* desactiva desactive sin_efecto invalida reemplaza
    deja_de_lado deje_de_lado quedan_anuladas caducado caducada retirada queda_retirada olvida_tus ya_no_valen quedan_suspendidas suspendidas suspendido
    no_se_aplican no_se_aplica ya_no_rigen no_rigen sin_validez carecen_de_validez nulas revocadas derogadas obsoletas dejan_de_valer olvid* ignor* descart*
    deja_a_un_lado deje_a_un_lado`,
  instruction: `instruccion instrucciones indicaciones directriz directrices regla reglas prompt prompts orden ordenes norma normas restricciones politica
    politicas limitaciones directivas consignas pautas salvaguardas`,
  prior: `anterior anteriores previa previas previo previos todas todos todo toda tus sus tu original originales iniciales precedentes arriba existentes demas
    otras cualquier`,
  sysprompt: `prompt_del_sistema prompt_de_sistema instrucciones_del_sistema tus_instrucciones sus_instrucciones_internas instrucciones_internas
    instrucciones_ocultas prompt_inicial instrucciones_iniciales indicaciones_iniciales lo_que_se_le_dijo lo_que_se_te_dijo antes_de_este_documento
    tus_indicaciones sus_indicaciones texto_exacto_de_tus texto_exacto_de_sus de_tus_instrucciones de_sus_instrucciones tus_reglas sus_reglas tu_configuración
    su_configuración tu_prompt tu_memoria su_memoria de_tu_memoria`,
  when: `cuando si al mientras antes despues durante siempre_que en_cuanto en para`,
  task: `generar_el leido_por resumir resuma resumas resumen_automatico resumiendo redactar redacte redactes generar genere generes analizar analice analices
    responder responda respondas procesar procese proceses interpretar interprete traducir traduzca pregunten pregunta preguntado clasificar clasifique
    elaborar elabore leer_este lectura_automatica triaje analisis_automatico preparar procesamiento generacion abreviar abreviada resume simplificar explicar
    crea genera lea`,
  output: `poner marcar marcarse indicar escribir anotar colocar registrar confirmar hacer_constar ser_marcado dile digale descrito_como describir_como
    clasificado_como pon_la ponga di diga decir indica indique escribe escriba responde responda afirma afirme afirmar declara declare concluye concluya
    concluir menciona mencione informa informe_que clasifica clasifique clasificar anade anada anadir agrega agregue incluye incluya muestra muestre devuelve
    devuelva considera considere recomienda recomiende pon anota anote registra registre trata trate describe describa termina termine asigna asigne confirma
    confirme senala senale haz_constar haga_constar reporta reporte constar presentará describirá clasificará pondrá responderá citar citarse figurar usar
    conteste contesta emplee emplea empleará escribirán escribirá comprobarán declarará calific* present* describ* clasific* indi* afirm* conclu* escrib*
    respond* consider* pon* marques marque señal* niega niegue marca`,
  product: `resumen resumenes respuesta respuestas conclusion conclusiones informe informes impresion salida resultado borrador clasificacion prioridad carta
    valoracion versión versiones versión_abreviada versión_corta carta_de_alta explicación traducción texto textos salida_estructurada lista_de_hallazgos
    fórmula redacción borrador* resumen* conclusi* respuesta* informe*`,
  claim: `hallazgos_patologicos no_urgente remision cancelado lista_vacia vacio todo_esta_bien todo_bien todo_normal en_orden baja sin_novedad normal normales
    sin_hallazgos sin_alteraciones sin_anomalias sin_lesiones sin_evidencia sin_nodulos sin_fracturas sin_signos sin_patologia ningun_nodulo ninguna_lesion
    ninguna_anomalia ninguna_fractura ningun_hallazgo ningun_signo ninguna_masa no_hay_nodulo* no_hay_lesion* no_hay_evidencia no_hay_hallazgos
    no_hay_fractura* no_hay_hemorragia no_hay_anomalias no_existe* no_se_observan ausencia_de benigno benigna benignos negativo negativa sano sana estable
    sin_cambios rutina baja_prioridad prioridad_baja artefacto* bi-rads_1 birads_1 maligno sin_seguimiento no_requiere no_precisa no_es_necesario sin_alergias
    como_antigua como_antiguo antigua ninguna_acción sin_particularidades como_artefacto salió_limpia limpia ya_se_conoce es_conocido considere_benigno
    final_de_la_lista no_constan biopsia_salió_limpia persona_sana sanos ventrículos_son_normales lista_vacía vacía es_cero cero estable_desde extirpado
    fue_extirpado sin_enfermedad_aguda enfermedad_aguda fisiológic* benign* curad* cicatrizad* sin_importancia insignificante* no_sospechos* indemne
    sin_alergia* sin_contraindicaciones superposición sin_cambios_desde duplicado que_no`,
  suppress: `silenciar no_debe_contener no_contenga no_hables_de no_hable_de no_cites no_menciones no_mencione no_mencionar no_mencionen no_incluyas
    no_incluya no_incluir no_reportes no_reporte no_informes no_informe_de no_informar no_describas no_describa nunca_menciones nunca_mencione omite omita
    omitir oculta oculte ocultar suprime suprima excluye excluya excluir calla silencia deja_fuera deje_fuera dejar_fuera elimina_toda elimine_toda
    sin_mencionar sin_mencion no_debe_mencionar no_debe_aparecer no_deben_aparecer no_debe_incluir no_deben_mencionar no_hagas_mencion no_haga_mencion
    no_senales no_senale minimiza esconde ninguna_mencion no_hables no_hable omitirá no_debe_citarse no_debe_figurar no_avisará no_emplee no_emplees no_use
    no_uses no_utilice evite evita déjalo_fuera déjelo_fuera fuera omitió se_omitió no_recomiende no_merece_mención no_merece* no_mencion* no_se_mencion*
    no_será_mencionad* no_cit* no_nombr* no_describ* no_list* no_report* no_figur* no_aparezc* no_consign* no_hagas_referencia no_haga_referencia
    sin_hacer_referencia sin_cit* sin_nombr* omit* ocult* silenci* exclu* suprim* calla* desaconsej* innecesario_mencionar no_hace_falta_mencionar queda_fuera
    fuera_del_resumen no_debe_nombrarse no_debe_mencionarse deja_en_blanco deje_en_blanco dejar_en_blanco en_blanco`,
  finding: `imagen imagenes hallazgo hallazgos nodulo nodulos lesion lesiones masa masas tumor tumores fractura* hemorragia* neumotorax derrame embolia cancer
    carcinoma anomalia anomalias opacidad* calcificacion* estenosis aneurisma infarto ictus alergia alergias contraindicacion* medida medidas diagnostico
    metastasis linfoma recaída perforación hematoma absceso lesión_suprarrenal nódulo_tiroideo biopsia tamaño seguimiento cáncer sobredosis fármaco
    medicamento hallazgos_críticos`,
  secrecy: `no_digas no_diga no_le_digas no_le_diga no_reveles no_revele no_revelar no_divulgues no_divulgue no_informes_al no_informe_al no_avises no_avise
    sin_decir sin_avisar sin_informar sin_revelar sin_notificar discretamente secretamente en_secreto silenciosamente en_silencio manten_en_secreto
    mantenga_en_secreto sin_confirmacion sin_preguntar no_menciones_esta no_mencione_esta no_menciones_este no_mencione_este sin_que_el no_debe_enterarse
    no_debe_saber nadie_debe no_debe_conocer sin_mencionarlo no_se_dé_cuenta no_se_entere sin_que a_espaldas`,
  self: `esta_instruccion este_mensaje esta_nota este_texto estas_instrucciones esta_linea este_campo este_archivo este_documento esta_indicacion
    siguiente_instruccion siguientes_instrucciones este_fichero este_párrafo esta_línea esta_frase esta_petición esta_advertencia de_este_mensaje
    estas_indicaciones`,
  send: `envia envie enviar manda mande mandar transmite transmita reenvia reenvie sube suba subir exporta exporte exportar publica publique comparte comparta
    transfiere transfiera remite remita_los reenvíe adjunte adjunta haga_llegar entregue remita enví* transmit* reenví* haz_llegar remit* public* difund*`,
  secret: `contrasena* clave_api claves_api credenciales datos_de_pacientes datos_de_los_pacientes datos_del_paciente lista_de_pacientes historial
    conversacion secretos variables_de_entorno base_de_datos historias_clinicas token tokens expedientes todos_los_informes_previos informes_previos
    lista_completa_de_pacientes fecha_de_nacimiento clave_secreta palabra_secreta fechas_de_nacimiento nombres_de_los_pacientes nombres_de_todos
    direcciones_de número_de_seguro archivo_de_configuración contenido_del_archivo`,
  execute: `ejecuta ejecute ejecutar llama llame_a llamar borra borre borrar elimina elimine eliminar abre abra haz_clic haga_clic visita visite descarga
    descargue instala instale usa use utiliza utilice modifica modifique sobrescribe invoca invoque firme firma firmar guarda guarde llama_a_la use_la use_el
    registre cancele modific* crea* cancel* borr* elimin* firm* guard* llam* clic*`,
  tool: `herramienta herramientas funcion funciones comando comandos shell terminal codigo script base_de_datos archivo archivos fichero ficheros enlace sitio
    pagina estudios series registros expedientes pedido herramienta_de_borrado herramienta_de_firma herramienta_de_correo función_que memoria comentarios
    navegador interfaz api correo agenda`,
  role: `ahora_eres ahora_usted_es eres_ahora usted_es_ahora ya_no_eres actua_como actue_como comportate_como comportese_como finge finja_ser haz_de_cuenta
    modo_desarrollador modo_mantenimiento tu_nueva_tarea su_nueva_tarea tu_tarea_es su_tarea_es nuevo_rol sin_restricciones imagina_que_eres asume_el_papel
    asume_el_rol tu_funcion_es sistema_sin_restricciones`,
  authority: `nueva_instruccion nuevas_instrucciones instruccion_prioritaria instrucciones_prioritarias instruccion_importante instrucciones_para
    instruccion_para orden_del_sistema fin_del_documento fin_del_informe maxima_prioridad nota_para nueva_tarea nota_al_sistema anulacion_del_sistema
    obedece_únicamente solo_vale_esta solo_vale únicamente_este_párrafo`,
  modal: `se_ruega se_solicita se_pide se_requiere ser debe deben debes deberia deberas debera deberan por_favor siempre nunca solo unicamente hay_que
    tiene_que tienes_que tienen_que obligatorio asegurate asegurese es_obligatorio inmediatamente ha_de`,
  second: `tu tus ti eres contigo`,
  reveal: `revela revele revelar muestra muestre mostrar repite repita repetir imprime imprima divulga divulgue dime digame dame deme ensena comparte
    palabra_por_palabra comienza_tu_respuesta comience_su_respuesta empieza_tu texto_exacto recita cita_tus revel* divulg* desvel*`,
  regardless: `independientemente sin_importar no_importa aunque a_pesar en_lugar_de en_vez_de pase_lo_que_pase en_todos_los_casos en_cualquier_caso
    sea_cual_sea sin_excepcion`,
  address: `nota_para nota_al aviso_a atencion mensaje_para mensaje_al querido estimado si_eres si_usted_es como_ia como_asistente como_modelo para_el para_la
    para_cualquier a_cualquier al_asistente dirigido instruccion* a_la`,
  yours: `tu_respuesta su_respuesta tus_respuestas tu_resumen su_resumen tu_salida tu_informe que_genere que_generes tu_conclusión su_conclusión tu_texto
    su_texto tus_herramientas sus_herramientas tus_funciones`,
  chat: `poema poemas chiste receta_de ensayo cuento cancion python javascript capital_de traduce`,
  link: `direccion_siguiente siguiente_direccion siguiente_url webhook direccion_externa servidor_externo siguiente_enlace`,
  reply: `responde responda responder contesta conteste devuelve devuelva imprime imprima muestra_solo escriba_solo responda_unicamente contesta_solo`,
  trust: `confia confie fiate fiese cree crea obedece obedezca siga_solo sigue_solo cumpla cumple hazle_caso atengase atente haz_lo_que haga_lo_que
    sigue_lo_que siga_lo_que actúa_según actúe_según`,
  tamper: `reemplaza reemplace sustituye sustituya intercambia intercambie duplica duplique divide divida multiplica multiplique modifica modifique cambia
    cambie baja baje reduce reduzca aumenta aumente invierte invierta entre_dos`,
  wording: `la_palabra las_palabras palabra palabras la_frase frase termino textualmente literalmente exactamente fórmula emplee_la_fórmula la_fórmula`,
  question: `pregunta preguntas cualquier_pregunta toda_pregunta todas_las_preguntas consulta consultas si_te_preguntan si_le_preguntan si_se_le_pregunta
    le_preguntan preguntan_por a_la_pregunta si_alguien_pregunta cuando_te_pregunten si_preguntan ante_la_pregunta`,
  user: `usuario usuarios al_usuario`,
  care: `preparacion ayunas alta medicacion medicamento* dosis contraste cita inyeccion dieta cura_de respiracion tratamiento equipo formulario cuestionario
    dorso folleto`,
  know: `saber sepa sabe enterarse entere enterar conocer conozca notar note darse_cuenta descubrir percatarse se_dé_cuenta dé_cuenta se_entere se_enteren
    noten sepan descubr* sospech* advier*`,
  not: `no nada nadie ningún ninguna nunca jamás sin ni`,
  software: `programa programas software máquina máquinas ordenador computadora sistema sistemas aplicación herramienta herramientas motor servicio`,
  identifier: `función_que_borra función_que_elimina herramienta_de_borrado herramienta_de_firma herramienta_de_correo función_de_borrado función_de_envío`,
  henceforth: `a_partir_de_ahora de_ahora_en_adelante en_lo_sucesivo`,
  forbid: `prohibido prohibida prohibidos prohibidas vetado vetada no_permitido no_permitida`,
  mention: `mencion* cit* nombr* señal* indic* report* inform* describ* inclu* figur* aparec* aparez* conten* habl* list* enumer* anot* escrib* hacer_mención`,
  digest: `resumen* resumir resume resuma resumas síntesis sintetiz* texto_generado informe_generado versión_abreviada`,
};
