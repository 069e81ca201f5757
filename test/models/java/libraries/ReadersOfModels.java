package org.example.readers;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.thoughtworks.xstream.XStream;
import java.io.File;
import java.io.FileInputStream;

class ReadersOfModels {
    Object limited(File file) {
        XStream reader = new XStream();
        reader.allowTypes(new Class[] { ReadersOfModels.class });
        return reader.fromXML(file);
    }
    Object unlimited(File file) {
        XStream reader = new XStream();
        return reader.fromXML(file); // <- unsafe-model-deserialization
    }
    Object registered(File file) throws Exception {
        Kryo reader = new Kryo();
        reader.setRegistrationRequired(true);
        return reader.readClassAndObject(new Input(new FileInputStream(file)));
    }
    Object any(File file) throws Exception {
        Kryo reader = new Kryo();
        reader.setRegistrationRequired(false);
        return reader.readClassAndObject(new Input(new FileInputStream(file))); // <- unsafe-model-deserialization
    }
}
