package org.example.trust;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;

class TrustEverything {
    void names(HttpsURLConnection connection) {
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true); // <- plaintext-clinical-transport
        connection.setHostnameVerifier((host, session) -> host.equals("ehr.example.org"));
        HostnameVerifier any = NoopHostnameVerifier.INSTANCE; // <- plaintext-clinical-transport
        connection.setHostnameVerifier(any); // <- plaintext-clinical-transport
        HostnameVerifier strict = new DefaultHostnameVerifier();
        connection.setHostnameVerifier(strict);
    }

    void certificates() throws Exception {
        TrustManagerFactory all = InsecureTrustManagerFactory.INSTANCE; // <- plaintext-clinical-transport
        TrustManagerFactory own = TrustManagerFactory.getInstance("PKIX");
        SSLContextBuilder.create().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build(); // <- plaintext-clinical-transport
        SSLContexts.custom().loadTrustMaterial(null, (chain, type) -> true).build(); // <- plaintext-clinical-transport
        new SSLContextBuilder().loadTrustMaterial(null, (chain, type) -> true).build(); // <- plaintext-clinical-transport
        SSLContexts.custom().loadTrustMaterial(null, (chain, type) -> chain.length == 1).build();
    }
}
