package org.openworkspace.autotask.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openworkspace.autotask.migration.LegacyAddress.Shape;

class LegacyAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://webservices4.autotask.net/atservices/1.6/atws.asmx, SOAP, 4",
        "https://webservices4.autotask.net/atservices/1.5/atws.asmx, SOAP, 4",
        "HTTPS://Webservices5.Autotask.net/ATServices/1.6/atws.asmx, SOAP, 5",
        "https://webservices.autotask.net/atservices/1.6/atws.asmx/, SOAP,",
        "https://webservices4.autotask.net/atservices/1.5/atws.wsdl, SOAP, 4",
        "https://ww5.autotask.net/atservices/1.6/atws.wsdl, SOAP, 5",
        "https://webservices4.autotask.net/atservices/1.6/atws.asmx?wsdl, SOAP, 4",
        "https://webservices4.autotask.net/ATServicesRest/, REST, 4",
        "https://webservices4.autotask.net/atservicesrest, REST, 4",
        "https://webservices4.autotask.net/atservicesrest/v1.0, REST, 4",
        "https://webservices4.autotask.net/ATSERVICESREST/V1.0/, REST, 4",
        "https://webservices4.autotask.net/atservicesrest/1.0, REST, 4",
        "https://ww5.autotask.net/Mvc/Framework/Navigation.mvc, WEB, 5",
        "https://ww5.autotask.net/Autotask/Home.aspx, WEB, 5",
        "https://ww5.autotask.net/ClientPortal/Login.aspx?ci=600001, WEB, 5",
        "https://contoso.itclientportal.com/ClientPortal/Login.aspx, WEB,",
        "https://prde.autotask.net/atservicesrest/v1.0, PRE_RELEASE,",
        "https://pres.autotask.net/, PRE_RELEASE,",
        "https://ww5.autotask.net/, HOST, 5",
        "webservices4.autotask.net, HOST, 4",
        "'  ww4.autotask.net/  ', HOST, 4",
        "4, ZONE, 4",
        "' 14 ', ZONE, 14",
        "'', NONE,",
        "'   ', NONE,",
        "https://webservices4.autotask.net.evil.example/atservicesrest, UNKNOWN,",
        "https://webservices4.autotask.net@evil.example/, UNKNOWN,",
        "ftp://webservices4.autotask.net/, UNKNOWN,",
        "javascript://webservices4.autotask.net/, UNKNOWN,",
        "https://webservices4.autotask.net/something, UNKNOWN, 4",
        "http://[, UNKNOWN,",
        "ask Peter, UNKNOWN,"
    })
    void isRecognised(String typed, Shape shape, Integer zone) {
        LegacyAddress address = LegacyAddress.of(typed);

        assertThat(address.shape()).isEqualTo(shape);
        assertThat(address.zone())
                .isEqualTo(zone == null ? OptionalInt.empty() : OptionalInt.of(zone));
    }

    @Property
    void isOfSomeShapeWhateverWasTyped(@ForAll String typed) {
        assertThat(LegacyAddress.of(typed).shape()).isNotNull();
        assertThat(LegacyAddress.of("https://" + typed)).isNotNull();
    }
}
