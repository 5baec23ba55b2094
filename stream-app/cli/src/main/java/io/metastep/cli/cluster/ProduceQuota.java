package io.metastep.cli.cluster;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * How fast a user may write.
 *
 * @param principal a user's, {@code User:NAME}
 * @param bytesPerSecond to each broker
 */
record ProduceQuota(String principal, long bytesPerSecond) {
    static final String USER = "User:";
    static final String KEY = "producer_byte_rate";

    String user() {
        return principal.substring(USER.length());
    }

    ClientQuotaAlteration alteration() {
        return new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user())),
                List.of(new ClientQuotaAlteration.Op(KEY, (double) bytesPerSecond)));
    }
}
