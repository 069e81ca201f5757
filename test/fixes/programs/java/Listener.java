package org.example.scp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.Device;

public class Listener {
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Device device = new Device("store");
        Connection connection = new Connection();
        connection.setPort(11112);
        device.addConnection(connection);
        ApplicationEntity entity = new ApplicationEntity("*");
        entity.addConnection(connection);
        device.addApplicationEntity(entity);
        device.setExecutor(Executors.newCachedThreadPool());
        device.bindConnections();
    }
}
